import {crc32, deflateRawSync} from 'node:zlib';

export interface ZippedFile {
  readonly name: string;
  readonly bytes: Buffer;
}

const localSignature = 0x04034b50;
const centralSignature = 0x02014b50;
const endSignature = 0x06054b50;
/** Deflate, and names in UTF-8 (APPNOTE.TXT 4.4.4, 4.4.5). */
const versionNeeded = 20;
const utf8Names = 0x0800;
const deflated = 8;
/** 1 January 1980: the same files always make the same archive. */
const firstDate = 0x0021;

/**
 * An archive as PKWARE's APPNOTE.TXT describes it.
 *
 * @throws Error in Java's words, which Google passes on, for two files of one name
 */
export function zipOf(files: readonly ZippedFile[]): Buffer {
  const names = new Set<string>();
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let offset = 0;
  for (const {name, bytes} of files) {
    if (names.has(name)) throw new Error(`duplicate entry: ${name}`);
    names.add(name);
    const path = Buffer.from(name, 'utf8');
    const content = deflateRawSync(bytes);
    const common = commonFields({path, bytes, content});
    const local = Buffer.concat([uint32(localSignature), uint16(versionNeeded), common, path, content]);
    const central = Buffer.concat([
      uint32(centralSignature),
      uint16(versionNeeded),
      uint16(versionNeeded),
      common,
      // Comment, disk, internal and external attributes: none.
      Buffer.alloc(10),
      uint32(offset),
      path,
    ]);
    locals.push(local);
    centrals.push(central);
    offset += local.length;
  }
  const directory = Buffer.concat(centrals);
  const end = Buffer.concat([
    uint32(endSignature),
    Buffer.alloc(4),
    uint16(files.length),
    uint16(files.length),
    uint32(directory.length),
    uint32(offset),
    uint16(0),
  ]);
  return Buffer.concat([...locals, directory, end]);
}

/** What stands in the header of a file and in the directory alike. */
function commonFields(file: {
  readonly path: Buffer;
  readonly bytes: Buffer;
  readonly content: Buffer;
}): Buffer {
  return Buffer.concat([
    uint16(utf8Names),
    uint16(deflated),
    uint16(0),
    uint16(firstDate),
    uint32(crc32(file.bytes)),
    uint32(file.content.length),
    uint32(file.bytes.length),
    uint16(file.path.length),
    uint16(0),
  ]);
}

function uint16(value: number): Buffer {
  const buffer = Buffer.alloc(2);
  buffer.writeUInt16LE(value);
  return buffer;
}

function uint32(value: number): Buffer {
  const buffer = Buffer.alloc(4);
  buffer.writeUInt32LE(value);
  return buffer;
}
