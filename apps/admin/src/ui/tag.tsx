import { Tag } from 'nhsuk-react-components';
import { statusWords, type TagColour } from '../words/catalogue.js';

export const StatusTag = ({ status }: { status: string }) => {
  const words = statusWords(status);
  return <WordTag colour={words.colour}>{words.text}</WordTag>;
};

export const WordTag = ({ colour, children }: { colour: TagColour; children: string }) => (
  <Tag modifier={colour}>{children}</Tag>
);
