import path from 'node:path';

/** Everything that lasts between two starts; `npm run reset` deletes what is below it. */
export const DATA_FOLDER = path.resolve('.trellis');
export const POSTGRES_FOLDER = path.join(DATA_FOLDER, 'postgres');
export const MAIL_FOLDER = path.join(DATA_FOLDER, 'mail');
