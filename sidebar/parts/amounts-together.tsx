/** A text whose amounts never break between the currency and the number. It stays plain text, also when copied. */
export function AmountsTogether({text}: {readonly text: string}) {
  const parts = text.split(/([A-Z]{3} [-−]?\d[\d,.]*\d|[A-Z]{3} [-−]?\d)/);
  return (
    <>
      {parts.map((part, place) =>
        place % 2 === 0 ? (
          part
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text never change places
          <span key={place} class="together">
            {part}
          </span>
        ),
      )}
    </>
  );
}
