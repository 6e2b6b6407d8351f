import type {Digest} from '../../core/ports.ts';

export function googleDigest(): Digest {
  return {
    sha256Hex: (text) =>
      // Google's bytes are signed.
      Utilities.computeDigest(Utilities.DigestAlgorithm.SHA_256, text, Utilities.Charset.UTF_8)
        .map((byte) => (byte & 0xff).toString(16).padStart(2, '0'))
        .join(''),
  };
}
