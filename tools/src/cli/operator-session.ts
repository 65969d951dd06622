/** What the operator's commands share: the database as the application, refusals in words, links and passwords. */

import type { OperatorDeps } from '@muhasebi/features/identity/identity-deps.ts';
import type { DB } from '@muhasebi/features/schema.gen.ts';
import { systemClock } from '@muhasebi/platform/clock/clock.ts';
import { loadSettings, SettingsError } from '@muhasebi/platform/config/load-settings.ts';
import { databaseSettings, publicSettings } from '@muhasebi/platform/config/process-settings.ts';
import { createDatabase, createPool } from '@muhasebi/platform/db/database.ts';
import { AppError, fillText } from '@muhasebi/platform/errors/app-error.ts';
import { InvalidArgumentError } from 'commander';
import { failureInWords } from '../start/failure-in-words.ts';

const operatorSettings = {
  DATABASE_URL: databaseSettings.DATABASE_URL,
  PUBLIC_URL: publicSettings.PUBLIC_URL,
};

/**
 * Runs `work` with DATABASE_URL, the application's own connection, and prints the lines it returns.
 * A refusal is printed in Turkish with the next step, and the exit code is 1.
 */
export async function asOperator(work: (deps: OperatorDeps) => Promise<readonly string[]>): Promise<void> {
  try {
    const settings = loadSettings(operatorSettings, process.env);
    const pool = createPool({
      url: settings.DATABASE_URL,
      maxConnections: 1,
      applicationName: 'muhasebi-cli',
    });
    const db = createDatabase<DB>(pool);
    try {
      const lines = await work({ db, clock: systemClock, publicUrl: settings.PUBLIC_URL });
      process.stdout.write(lines.map((line) => `${line}\n`).join(''));
    } finally {
      await db.destroy();
    }
  } catch (error) {
    sayWhy(error);
  }
}

/** Ends a command that failed: the reason in words and exit code 1, or the fault itself where it is none of the user's. */
export function sayWhy(error: unknown): void {
  const words = inWords(error);
  if (words === undefined) throw error;
  process.stderr.write(`${words}\n`);
  process.exitCode = 1;
}

function inWords(error: unknown): string | undefined {
  if (error instanceof SettingsError) return error.message;
  if (!(error instanceof AppError)) return failureInWords(error);
  const { tr, nextTr } = error.definition;
  return `${error.code}: ${fillText(tr, error.params)} ${fillText(nextTr, error.params)}`;
}

/** The line that hands over a one-time link; nothing where the person has a password. */
export function linkLine(setPasswordUrl: string | null, validFor: string): readonly string[] {
  if (setPasswordUrl === null) return ['Parola: belirlenmiş'];
  return [`Parola belirleme bağlantısı (${validFor} geçerli, bir kez kullanılır): ${setPasswordUrl}`];
}

/** A mail address in lower case, for commander. */
export function mailAddress(text: string): string {
  const email = text.trim().toLowerCase();
  // ASCII without spaces, one "@": the same addresses that the API takes.
  if (/^[!-?A-~]+@[!-?A-~]+\.[!-?A-~]+$/.test(email)) return email;
  throw new InvalidArgumentError('bir e-posta adresi değil.');
}

/** The id of an office or client company, for commander. */
export function uuid(text: string): string {
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)) return text.toLowerCase();
  throw new InvalidArgumentError('bir kimlik (UUID) değil.');
}

/** A name of so many characters, for commander. */
export function nameOf(least: number, most: number): (text: string) => string {
  return (text) => {
    const name = text.trim();
    if (name.length >= least && name.length <= most) return name;
    throw new InvalidArgumentError(`${least} ile ${most} karakter arasında olmalı.`);
  };
}
