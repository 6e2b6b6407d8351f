import {createHash, createHmac} from 'node:crypto';
import type {Clock} from '../clock.ts';
import type {HostService, Json} from '../host-call.ts';
import {listAt, numberAt, textAt, unknownMethod} from './arguments.ts';
import {zipOf} from './zip.ts';

/** https://developers.google.com/apps-script/reference/utilities/utilities#sleep(Integer) */
const sleepMsMax = 300_000;

/** Google's names of digests to Node's. MD2 has none. */
const nodeAlgorithms: Readonly<Record<string, string>> = {
  MD5: 'md5',
  SHA_1: 'sha1',
  SHA_256: 'sha256',
  SHA_384: 'sha384',
  SHA_512: 'sha512',
};

/** The part of Utilities that needs the host: digests, archives, and sleeping, which the clock knows how to do. */
export function createUtilitiesService(options: {readonly clock: Clock}): HostService {
  return {
    name: 'Utilities',
    call(method, args): Json | Promise<Json> {
      switch (method) {
        case 'sleep': {
          const durationMs = numberAt(args, 0);
          if (!(durationMs >= 0 && durationMs <= sleepMsMax)) {
            throw new Error(`Invalid argument: milliseconds ${durationMs}. It is 0 to ${sleepMsMax}.`);
          }
          return options.clock.sleep(durationMs).then(() => null);
        }
        case 'digest': {
          const hash = createHash(nodeAlgorithm(textAt(args, 0)));
          return hash.update(bytesOf(textAt(args, 1))).digest('base64');
        }
        case 'hmac': {
          const algorithm = nodeAlgorithm(textAt(args, 0).replace(/^HMAC_/, ''));
          return createHmac(algorithm, bytesOf(textAt(args, 2)))
            .update(bytesOf(textAt(args, 1)))
            .digest('base64');
        }
        case 'zip': {
          const files = listAt(args, 0).map((file) => {
            const pair = listAt([file], 0);
            return {name: textAt(pair, 0), bytes: bytesOf(textAt(pair, 1))};
          });
          return zipOf(files).toString('base64');
        }
        default:
          throw unknownMethod('Utilities', method);
      }
    },
  };
}

function nodeAlgorithm(name: string): string {
  const algorithm = nodeAlgorithms[name];
  if (algorithm === undefined)
    throw new Error(`Utilities: the algorithm ${name} is not in the workbench. Use SHA_256.`);
  return algorithm;
}

function bytesOf(base64: string): Buffer {
  return Buffer.from(base64, 'base64');
}
