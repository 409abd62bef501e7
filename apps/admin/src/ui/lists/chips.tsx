import type { ReactNode } from 'react';

/** The filters that are on; each is a link or button that takes itself off. */
export const Chips = ({ label, children }: { label: string; children: ReactNode }) => (
  <ul className="tr-chips" aria-label={label}>
    {children}
  </ul>
);

interface ChipButtonProps {
  readonly text: string;
  readonly onRemove: () => void;
}

export const ChipWords = ({ text }: { text: string }) => (
  <>
    <span className="nhsuk-u-visually-hidden">Remove filter </span>
    {text}
    <span aria-hidden="true"> ✕</span>
  </>
);

export const ChipButton = ({ text, onRemove }: ChipButtonProps) => (
  <li>
    <button type="button" className="tr-chip" onClick={onRemove}>
      <ChipWords text={text} />
    </button>
  </li>
);
