interface Props {
  readonly words: string;
  readonly busy: boolean;
  readonly onMore: () => void;
}

/** The next part of a list, added under what is already there. */
export const ShowMore = ({ words, busy, onMore }: Props) => (
  <button
    type="button"
    className="nhsuk-button nhsuk-button--secondary nhsuk-button--small"
    aria-disabled={busy}
    onClick={() => {
      if (!busy) onMore();
    }}
  >
    {busy ? 'Loading…' : words}
  </button>
);
