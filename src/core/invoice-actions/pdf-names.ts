/** Longer names are cut: some systems take no more than 255 bytes with the folder's. */
const charactersMax = 120;

/** What no system takes in the name of a file, or takes for a folder. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are among the refused ones.
const refused = /[\u0000-\u001f\u007f\\/:*?"<>|]+/g;

/** `INV-0042.pdf` for each, in their order; two of one number, in whatever capitals, become `INV-0042.pdf` and `INV-0042 (2).pdf`. */
export function pdfNames(numbers: readonly string[]): readonly string[] {
  const taken = new Set<string>();
  return numbers.map((number) => {
    const stem =
      number
        .replace(refused, '-')
        .slice(0, charactersMax)
        .replace(/^[.\s]+|[.\s]+$/g, '') || 'Invoice';
    let name = `${stem}.pdf`;
    for (let count = 2; taken.has(name.toLowerCase()); count += 1) name = `${stem} (${count}).pdf`;
    taken.add(name.toLowerCase());
    return name;
  });
}
