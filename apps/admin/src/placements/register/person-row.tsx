import {
  isHere,
  isNotHere,
  type MarkCode,
  type Person,
  pressHere,
  pressNotHere,
  tickLate,
  tickToldUs,
} from './register-marks.js';

interface ButtonProps {
  readonly text: string;
  readonly name: string;
  readonly tone: 'here' | 'not';
  readonly isOn: boolean;
  readonly isEditable: boolean;
  readonly onPress: () => void;
}

const MarkButton = ({ text, name, tone, isOn, isEditable, onPress }: ButtonProps) => (
  <button
    type="button"
    className={`tr-mark tr-mark--${tone}`}
    aria-pressed={isOn}
    aria-disabled={!isEditable}
    onClick={() => {
      if (isEditable) onPress();
    }}
  >
    <span aria-hidden="true" className="tr-mark__tick">
      {isOn ? '✓' : ''}
    </span>
    {text}
    <span className="nhsuk-u-visually-hidden">, {name}</span>
  </button>
);

interface TickProps {
  readonly label: string;
  readonly hidden: string;
  readonly isOn: boolean;
  readonly isEditable: boolean;
  readonly onTick: (isOn: boolean) => void;
}

const SmallTick = ({ label, hidden, isOn, isEditable, onTick }: TickProps) => (
  <label className="tr-person__tick">
    <input
      type="checkbox"
      checked={isOn}
      disabled={!isEditable}
      onChange={(event) => onTick(event.target.checked)}
    />
    {label}
    <span className="nhsuk-u-visually-hidden">{hidden}</span>
  </label>
);

interface RowProps {
  readonly person: Person;
  readonly isEditable: boolean;
  readonly onMark: (code: MarkCode) => void;
}

/** One person: 2 large buttons, and room kept for the tick that follows, so that no row ever moves. */
export const PersonRow = ({ person, isEditable, onMark }: RowProps) => {
  const { displayName: name, mark } = person;
  return (
    <li className="tr-person">
      <div className="tr-person__who">
        <p className="tr-person__name">{name}</p>
        {person.needToKnow.length > 0 && (
          <p className="tr-person__note">{person.needToKnow.join(', ')}</p>
        )}
        <div className="tr-person__more">
          {isHere(mark) && (
            <SmallTick
              label="Late"
              hidden={`, ${name}`}
              isOn={mark === 'late'}
              isEditable={isEditable}
              onTick={(isOn) => onMark(tickLate(isOn))}
            />
          )}
          {isNotHere(mark) && (
            <SmallTick
              label="Told us"
              hidden={` before that they could not come, ${name}`}
              isOn={mark === 'told_us'}
              isEditable={isEditable}
              onTick={(isOn) => onMark(tickToldUs(isOn))}
            />
          )}
          {mark === 'cancelled_by_venue' && <span>The venue cancelled</span>}
        </div>
      </div>
      <div className="tr-person__marks" role="group" aria-label={name}>
        <MarkButton
          text="Not here"
          name={name}
          tone="not"
          isOn={isNotHere(mark)}
          isEditable={isEditable}
          onPress={() => onMark(pressNotHere(mark))}
        />
        <MarkButton
          text="Here"
          name={name}
          tone="here"
          isOn={isHere(mark)}
          isEditable={isEditable}
          onPress={() => onMark(pressHere(mark))}
        />
      </div>
    </li>
  );
};
