/** A file that the script has made. */
export interface MadeFile {
  readonly fileName: string;
  readonly base64: string;
  readonly type: string;
}

/** How long a browser may take to begin with a download before its address goes. */
const addressMs = 60_000;

/** Hands a file to the browser, which saves it as it saves downloads. */
export function saveFile(page: Document, {fileName, base64, type}: MadeFile): void {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const address = URL.createObjectURL(new Blob([bytes], {type}));
  const link = page.createElement('a');
  link.href = address;
  link.download = fileName;
  link.hidden = true;
  page.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), addressMs);
}
