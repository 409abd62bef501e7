import { type ReactNode, useEffect, useRef } from 'react';

interface Props {
  readonly title: string;
  readonly children: ReactNode;
}

/** Somebody else was first. The answers on the page stay; this says what to do with them. */
export const ConflictNotice = ({ title, children }: Props) => {
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => ref.current?.focus(), []);
  return (
    <div ref={ref} role="alert" tabIndex={-1} className="tr-conflict">
      <h2 className="nhsuk-heading-s">{title}</h2>
      {children}
    </div>
  );
};
