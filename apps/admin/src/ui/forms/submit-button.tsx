interface Props {
  readonly words: string;
  readonly busyWords: string;
  readonly isBusy: boolean;
  readonly isSecondary?: boolean;
  readonly isWarning?: boolean;
}

/** Stays where it is and keeps the focus while it sends; a second press does nothing. */
export const SubmitButton = ({ words, busyWords, isBusy, isSecondary, isWarning }: Props) => (
  <button
    type="submit"
    className={[
      'nhsuk-button',
      isSecondary && 'nhsuk-button--secondary',
      isWarning && 'nhsuk-button--warning',
    ]
      .filter(Boolean)
      .join(' ')}
    aria-disabled={isBusy}
  >
    {isBusy ? busyWords : words}
  </button>
);
