import {googleException} from './google-exception.ts';
import {onlyKnown} from './only-known.ts';
import {decodeUtf8, encodeUtf8} from './utf8.ts';

type BlobMembers = Pick<
  GoogleAppsScript.Base.Blob,
  | 'getBytes'
  | 'getContentType'
  | 'getDataAsString'
  | 'getName'
  | 'setName'
  | 'setContentType'
  | 'copyBlob'
  | 'isGoogleType'
>;

/** Bytes as Google hands them over: a plain array from −128 to 127. */
export function toSignedBytes(bytes: Uint8Array): number[] {
  return Array.from(bytes, (byte) => (byte > 127 ? byte - 256 : byte));
}

/** The bytes of text or of an array as Google takes them, signed or not. */
export function toBytes(data: string | readonly number[]): Uint8Array {
  return typeof data === 'string' ? encodeUtf8(data) : Uint8Array.from(data);
}

/** A blob. The members that the workbench lacks throw, hence the one assertion to the declared type. */
export function createBlob(
  data: string | readonly number[],
  contentType: string | null,
  name: string | null,
): GoogleAppsScript.Base.Blob {
  const bytes = toBytes(data);
  const blob = onlyKnown<BlobMembers>('Blob', {
    getBytes: () => toSignedBytes(bytes),
    getContentType: () => contentType,
    getDataAsString(charset?: string) {
      if (charset !== undefined && !/^utf-?8$/i.test(charset)) {
        throw googleException(`Blob.getDataAsString("${charset}") is not in the workbench yet. Use UTF-8.`);
      }
      return decodeUtf8(bytes);
    },
    getName: () => name,
    setName: (next) => createBlob(toSignedBytes(bytes), contentType, next),
    setContentType: (next) => createBlob(toSignedBytes(bytes), next, name),
    copyBlob: () => createBlob(toSignedBytes(bytes), contentType, name),
    isGoogleType: () => false,
  });
  return blob as GoogleAppsScript.Base.Blob;
}
