import type {Archive} from '../../core/ports.ts';

export function googleArchive(): Archive {
  return {
    zip(files) {
      const blobs = files.map(({name, base64}) =>
        Utilities.newBlob(Utilities.base64Decode(base64), 'application/octet-stream', name),
      );
      return Utilities.base64Encode(Utilities.zip(blobs).getBytes());
    },
  };
}
