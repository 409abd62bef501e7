import { PageHeading } from '../ui/page-heading.js';
import { SUPPORT_PHONE } from '../ui/support-phone.js';

export const AccessibilityPage = () => (
  <div className="tr-text">
    <PageHeading title="Accessibility statement for Trellis" />
    <p>We want as many people as possible to be able to use Trellis. You should be able to:</p>
    <ul>
      <li>change colours, contrast levels and fonts with your browser or device</li>
      <li>zoom in up to 400% without the text going off the screen</li>
      <li>do everything with a keyboard alone</li>
      <li>use Trellis with a screen reader</li>
    </ul>
    <h2 className="nhsuk-heading-m">How accessible Trellis is</h2>
    <p>
      Trellis is built to meet the Web Content Accessibility Guidelines version 2.2, level AA. Every
      screen is checked automatically on a wide, a phone-sized and a 320 pixel screen.
    </p>
    <h2 className="nhsuk-heading-m">What does not work yet</h2>
    <ul>
      <li>
        Trellis has not been tested by people with screen readers. Automatic checks find about 1 in
        3 problems.
      </li>
      <li>The register needs a connection. A paper list is needed where there is no signal.</li>
      <li>Trellis is in English only.</li>
    </ul>
    <h2 className="nhsuk-heading-m">If something does not work for you</h2>
    <p>
      Call {SUPPORT_PHONE}, Monday to Friday, 9am to 5pm. Tell us what you were doing and what you
      use to read the screen. We reply within 5 working days.
    </p>
    <p>
      If you are not happy with our reply, contact the Equality Advisory and Support Service (EASS).
    </p>
  </div>
);
