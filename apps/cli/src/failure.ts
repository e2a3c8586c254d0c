import { DomainError } from '@castellan/common';

/** A refusal that is told as it stands. */
export class Refusal extends Error {}

/** The command was called in a way that cannot work. */
export class WrongUsage extends Error {}

/** It was done, but for some of it, which was told. */
export class PartlyDone extends Error {}

export interface Failure {
  readonly message: string;
  readonly isUsage: boolean;
}

/** What is told of an error: its message, and of a refused account every field. Never a stack, nor what a database error carries. */
export function describeFailure(error: unknown): Failure {
  const isUsage = error instanceof WrongUsage;
  if (error instanceof DomainError) return { message: error.extras.errors ? fieldErrors(error) : error.detail, isUsage };
  if (error instanceof AggregateError && error.message === '') return { message: reasons(error), isUsage };
  return { message: error instanceof Error ? error.message : 'Something went wrong.', isUsage };
}

/** One line for each message: `password: This password is too common.` */
export function fieldErrors({ extras: { errors = {} } }: DomainError): string {
  return Object.entries(errors)
    .flatMap(([field, messages]) => messages.map((message) => `${field}: ${message}`))
    .join('\n');
}

/** Node tries each address of a host, and throws all the failures together. */
function reasons({ errors }: AggregateError): string {
  return errors.map((error) => (error instanceof Error ? error.message : String(error))).join('\n');
}
