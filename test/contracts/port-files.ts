import {assertEqual, assertThat, faultOf, type PortContract} from './port-contract.ts';

/** Addresses that the network of a contract answers: bytes that are no text, a refusal, and nothing at all. */
export const documents = {
  found: 'https://pay.stripe.com/invoice/acct_1/test_found/pdf',
  missing: 'https://pay.stripe.com/invoice/acct_1/test_missing/pdf',
  unreachable: 'https://pay.stripe.com/invoice/acct_1/test_unreachable/pdf',
  /** `%PDF`, and a byte that is no UTF-8. */
  bytes: [0x25, 0x50, 0x44, 0x46, 0xff],
  base64: 'JVBERv8=',
} as const;

/** What core relies on in files that are fetched and put into an archive. */
export const fileContracts: readonly PortContract[] = [
  {
    port: 'downloads',
    fact: 'hands over bytes as they are, in the order asked, and says of each that failed why',
    check({downloads}) {
      const {found, missing, base64} = documents;
      assertEqual(
        downloads.fetchAll([missing, found]),
        [
          {kind: 'failed', reason: 'status 404'},
          {kind: 'file', base64, bytes: 5},
        ],
        'The answers',
      );
      assertEqual(downloads.fetchAll([]), [], 'The answer to nothing');
    },
  },
  {
    port: 'downloads',
    fact: 'lets one address that nobody answers hide no other',
    check({downloads}) {
      const [lost, found] = downloads.fetchAll([documents.unreachable, documents.found]);
      assertEqual(lost?.kind, 'failed', 'The lost one');
      assertEqual(found?.kind, 'file', 'The other');
    },
  },
  {
    port: 'archive',
    fact: 'puts files into a zip under their names',
    check({archive}) {
      const zip = archive.zip([
        {name: 'INV-1.pdf', base64: documents.base64},
        {name: 'Ünïcode.pdf', base64: ''},
      ]);
      // A zip begins with PK, 3, 4.
      assertThat(zip.startsWith('UEsDB'), 'it is a zip');
      assertThat(/^[A-Za-z0-9+/]+=*$/.test(zip), 'it is base64 on one line');
      assertThat(zip.length > 200, 'it holds both');
    },
  },
  {
    port: 'archive',
    fact: 'refuses two files of one name',
    check({archive}) {
      const twice = {name: 'INV-1.pdf', base64: documents.base64};
      assertThat(
        String(faultOf(() => archive.zip([twice, twice]), 'Zipping')).includes('duplicate entry: INV-1.pdf'),
        'it names the file',
      );
    },
  },
];
