import { useEffect, useRef } from 'react';
import { useFlash } from './flash.js';

/** The green banner at the top after a change; it takes the focus, so that it is read out. */
export const SuccessBanner = () => {
  const flash = useFlash();
  const ref = useRef<HTMLDivElement>(null);
  const id = flash?.id;
  useEffect(() => {
    if (id !== undefined) ref.current?.focus();
  }, [id]);
  if (!flash) return null;
  return (
    <div
      ref={ref}
      key={flash.id}
      role="alert"
      tabIndex={-1}
      aria-labelledby="success-title"
      className="nhsuk-notification-banner nhsuk-notification-banner--success tr-banner"
    >
      <div className="nhsuk-notification-banner__header">
        <h2 className="nhsuk-notification-banner__title" id="success-title">
          Success
        </h2>
      </div>
      <div className="nhsuk-notification-banner__content">
        <p className="nhsuk-notification-banner__heading">{flash.text}</p>
      </div>
    </div>
  );
};
