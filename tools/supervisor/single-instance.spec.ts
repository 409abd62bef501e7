import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { claimDataFolder } from './single-instance.js';

/** Larger than any process id that Linux or macOS gives. */
const NOBODY = 99_999_999;

let folder: string;
const pidFile = (): string => path.join(folder, 'start.pid');

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'trellis-claim-'));
});

afterEach(() => fs.rmSync(folder, { recursive: true }));

describe('the claim on a data folder', () => {
  it('is given when nobody holds it, and leaves nothing when released', () => {
    const instance = claimDataFolder(folder);
    expect(instance).toMatchObject({ followsCrash: false });
    if ('release' in instance) instance.release();
    expect(fs.existsSync(pidFile())).toBe(false);
  });

  it('is given after a crash, and says so', () => {
    fs.writeFileSync(pidFile(), String(NOBODY));
    expect(claimDataFolder(folder)).toMatchObject({ followsCrash: true });
    expect(fs.readFileSync(pidFile(), 'utf8')).toBe(String(process.pid));
  });
});
