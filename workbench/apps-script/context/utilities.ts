import {decodeBase64, encodeBase64} from './base64.ts';
import {createBlob, toBytes, toSignedBytes} from './blob.ts';
import {formatDate} from './date-format.ts';
import {formatString} from './format-string.ts';
import {createEnum} from './google-enum.ts';
import {googleException, signatureMismatch} from './google-exception.ts';
import type {HostCall} from './host-call.ts';
import {onlyKnown} from './only-known.ts';
import {randomUuid} from './seeded-random.ts';
import {asText, type ServiceCall, serviceCall} from './service-call.ts';

type Google = GoogleAppsScript.Utilities.Utilities;
type Bytes = GoogleAppsScript.Byte[];

/** https://developers.google.com/apps-script/reference/utilities/utilities */
export function createUtilities(hostCall: HostCall, random: () => number) {
  const call = serviceCall(hostCall, 'Utilities');
  return onlyKnown('Utilities', {
    ...createEnums(),
    ...createDigests(call),
    ...createEncodings(),
    formatDate(date: GoogleAppsScript.Base.Date, timeZone: string, format: string) {
      if (!(date instanceof Date) || typeof timeZone !== 'string' || typeof format !== 'string') {
        throw signatureMismatch('Utilities.formatDate', [date, timeZone, format]);
      }
      if (Number.isNaN(date.getTime()))
        throw googleException('Utilities.formatDate: the date is not a valid one.');
      return formatDate(date.getTime(), timeZone, format);
    },
    ...createArchives(call),
    formatString: (template: string, ...args: unknown[]) => formatString(template, args),
    getUuid: () => randomUuid(random),
    newBlob: (data: Bytes | string, contentType?: string, name?: string) =>
      createBlob(data, contentType ?? (typeof data === 'string' ? 'text/plain' : null), name ?? null),
    sleep(milliseconds: GoogleAppsScript.Integer) {
      call('sleep', milliseconds);
    },
  } satisfies Partial<Google>);
}

function createEnums(): Pick<Google, 'Charset' | 'DigestAlgorithm' | 'MacAlgorithm'> {
  return {
    Charset: createEnum<Google['Charset']>(['US_ASCII', 'UTF_8']),
    DigestAlgorithm: createEnum<Google['DigestAlgorithm']>([
      'MD2',
      'MD5',
      'SHA_1',
      'SHA_256',
      'SHA_384',
      'SHA_512',
    ]),
    MacAlgorithm: createEnum<Google['MacAlgorithm']>([
      'HMAC_MD5',
      'HMAC_SHA_1',
      'HMAC_SHA_256',
      'HMAC_SHA_384',
      'HMAC_SHA_512',
    ]),
  };
}

function createDigests(call: ServiceCall) {
  const signature = (algorithm: string, value: Bytes | string, key: Bytes | string): Bytes =>
    decoded(asText(call('hmac', algorithm, encodeBase64(toBytes(value)), encodeBase64(toBytes(key)))));
  return {
    computeDigest: (algorithm: unknown, value: Bytes | string): Bytes =>
      decoded(asText(call('digest', String(algorithm), encodeBase64(toBytes(value))))),
    computeHmacSha256Signature: (value: Bytes | string, key: Bytes | string) =>
      signature('HMAC_SHA_256', value, key),
    computeHmacSignature: (algorithm: unknown, value: Bytes | string, key: Bytes | string) =>
      signature(String(algorithm), value, key),
  };
}

function createArchives(call: ServiceCall) {
  return {
    zip(blobs: readonly GoogleAppsScript.Base.BlobSource[], name?: string): GoogleAppsScript.Base.Blob {
      if (!Array.isArray(blobs)) throw signatureMismatch('Utilities.zip', [blobs]);
      const files = blobs.map((source) => {
        const blob: GoogleAppsScript.Base.Blob = 'getBytes' in source ? source : source.getBlob();
        const file = blob.getName();
        if (file === null) throw googleException('Blob object must have non-null name for this operation.');
        return [file, encodeBase64(toBytes(blob.getBytes()))];
      });
      const bytes = decoded(asText(call('zip', files)));
      return createBlob(bytes, 'application/zip', name ?? 'archive.zip');
    },
  };
}

function createEncodings() {
  const encode = (data: Bytes | string): string => encodeBase64(toBytes(data));
  return {
    base64Encode: encode,
    base64EncodeWebSafe: (data: Bytes | string) => encode(data).replace(/\+/g, '-').replace(/\//g, '_'),
    base64Decode: decoded,
    base64DecodeWebSafe: decoded,
  };
}

function decoded(encoded: string): Bytes {
  const bytes = decodeBase64(encoded);
  if (bytes === null) throw googleException('Could not decode string.');
  return toSignedBytes(bytes);
}
