import { ValidationPipe, type ArgumentMetadata, type ValidationError, type ValidationPipeOptions } from '@nestjs/common';
import { unsafeTexts } from './body/unsafe-texts.js';
import { MalformedFields } from './errors/malformed-fields.js';
import { REASONS_APART } from './validators/acceptable-password.decorator.js';
import { NOT_TAKEN, takesNothingElse } from './validators/nothing-else.decorator.js';
import { humanMessage } from './validation-messages.js';

const TYPE_RULES: ReadonlySet<string> = new Set(['isString', 'isBoolean', 'isInt', 'isNumber', 'isObject', 'isArray']);

type Failures = Record<string, readonly string[]>;

/**
 * Checks bodies and queries against their DTOs: unknown fields are dropped, or refused where a DTO takes `NothingElse`, nothing is
 * converted from another type, and all failures of all fields are told together (docs/reference/contract.md#conventions).
 */
export function createValidationPipe(): ValidationPipe {
  return new SafeTextsPipe(OPTIONS);
}

const OPTIONS: ValidationPipeOptions = {
  whitelist: true,
  transform: true,
  transformOptions: { enableImplicitConversion: false },
  validationError: { target: false },
  exceptionFactory: (errors) => new MalformedFields({ errors: failuresOf(errors) }),
};

/** Bodies were looked through when they were read; a query can hold a NUL (`%00`) just as well, and PostgreSQL takes none. */
class SafeTextsPipe extends ValidationPipe {
  private readonly strict = new ValidationPipe({ ...OPTIONS, forbidNonWhitelisted: true });

  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    const errors = metadata.type === 'query' && typeof value === 'object' && value !== null ? unsafeTexts(value) : null;
    if (errors) throw new MalformedFields({ errors });
    return metadata.metatype && takesNothingElse(metadata.metatype) ? this.strictly(value, metadata) : super.transform(value, metadata);
  }

  /** `__proto__` is dropped before anything else is looked at. */
  private async strictly(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    if (typeof value === 'object' && value !== null && Object.hasOwn(value, '__proto__'))
      throw new MalformedFields({ errors: Object.fromEntries([['__proto__', [NOT_TAKEN]]]) });
    return this.strict.transform(value, metadata);
  }
}

function failuresOf(errors: readonly ValidationError[], prefix = ''): Failures {
  const failures: Failures = {};
  for (const error of errors) {
    const field = prefix + error.property;
    const messages = messagesOf(error);
    if (messages.length > 0) failures[field] = messages;
    Object.assign(failures, failuresOf(error.children ?? [], `${field}.`));
  }
  return failures;
}

/** A field that is missing or of another type has one thing wrong with it, however many rules it breaks. */
function messagesOf({ property, value, constraints = {} }: ValidationError): readonly string[] {
  const names = Object.keys(constraints);
  if (names.includes('whitelistValidation')) return [NOT_TAKEN];
  if (names.length > 0 && (value === undefined || value === null)) return ['This field is required.'];
  const wrongType = names.filter((name) => TYPE_RULES.has(name));
  return (wrongType.length > 0 ? wrongType : names).flatMap((name) =>
    humanMessage(property, name, constraints[name]!).split(REASONS_APART),
  );
}
