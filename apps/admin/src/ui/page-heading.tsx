import { type ReactNode, useEffect, useRef } from 'react';
import { isFlashing } from './flash.js';

export const SERVICE_NAME = 'Trellis';

let hasNavigated = false;

interface Props {
  /** The name in the tab; the heading itself when nothing else is given. */
  readonly title: string;
  readonly caption?: ReactNode;
  readonly children?: ReactNode;
}

/** The only h1 of a page. It names the tab and takes the focus, as a page load would. */
export const PageHeading = ({ title, caption, children }: Props) => {
  const ref = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} - ${SERVICE_NAME}`;
  }, [title]);
  useEffect(() => {
    if (hasNavigated && !isFlashing()) ref.current?.focus({ preventScroll: true });
    hasNavigated = true;
  }, []);
  return (
    <h1 ref={ref} tabIndex={-1} className="nhsuk-heading-l tr-h1">
      {caption && <span className="nhsuk-caption-m">{caption}</span>}
      {children ?? title}
    </h1>
  );
};
