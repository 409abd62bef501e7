import { ErrorMessage } from 'nhsuk-react-components';
import type { PatientFound } from '#contract/client.js';
import { formatDate } from '../../words/dates.js';
import { formatNhsNumber, formatPhone } from '../../words/text.js';
import type { ReferPage } from './use-refer-page.js';
import { usePatientFinder } from './use-patient-finder.js';

const PatientLine = ({ patient, onChange }: { patient: PatientFound; onChange: () => void }) => (
  <section className="tr-patient-line" aria-label="Patient">
    <p>
      <strong>
        {patient.givenName} {patient.familyName}
      </strong>
      {patient.preferredName && ` (likes to be called ${patient.preferredName})`}, born{' '}
      <span className="tr-nowrap">{formatDate(patient.birthDate)}</span>, NHS number{' '}
      <span className="tr-nowrap">{formatNhsNumber(patient.nhsNumber)}</span>
      {patient.mobilePhone && (
        <>
          , <span className="tr-nowrap">{formatPhone(patient.mobilePhone)}</span>
        </>
      )}
    </p>
    <button type="button" className="tr-link-button" onClick={onChange}>
      Choose somebody else
    </button>
  </section>
);

/** The first question: one NHS number and Find, or the way to enter the details by hand. */
export const PatientFinderPanel = ({ page }: { page: ReferPage }) => {
  const { form, errorOf } = page.answers;
  const finder = usePatientFinder(page.usePatient);
  if (page.choice.kind === 'known') {
    return <PatientLine patient={page.choice.patient} onChange={page.startAgain} />;
  }
  if (page.choice.kind === 'new') return null;
  const error = finder.problem ?? errorOf('nhsNumber');
  const find = () => finder.find(form.getValues('nhsNumber'));
  return (
    <div className={`nhsuk-form-group${error ? ' nhsuk-form-group--error' : ''}`}>
      <label className="nhsuk-label nhsuk-label--s" htmlFor="nhsNumber">
        NHS number
      </label>
      {error && (
        <ErrorMessage id="nhsNumber-error" role="alert">
          {error}
        </ErrorMessage>
      )}
      <div className="tr-search">
        <input
          id="nhsNumber"
          className={`nhsuk-input nhsuk-input--width-10${error ? ' nhsuk-input--error' : ''}`}
          type="text"
          inputMode="numeric"
          autoComplete="off"
          spellCheck={false}
          aria-describedby={error ? 'nhsNumber-error' : undefined}
          {...form.register('nhsNumber')}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return;
            event.preventDefault();
            find();
          }}
        />
        <button
          type="button"
          className="nhsuk-button nhsuk-button--secondary nhsuk-button--small"
          onClick={find}
        >
          Find
        </button>
      </div>
      <p role="status" className="tr-finder-status">
        {finder.isFinding && 'Finding the patient…'}
        {finder.wasNotFound &&
          'No patient found. Check the number, or enter the patient’s details.'}
      </p>
      <button type="button" className="tr-link-button" onClick={page.enterDetails}>
        Enter the patient’s details
      </button>
    </div>
  );
};
