import type { MigrationInterface, QueryRunner } from 'typeorm';

/** One table of mailed links in place of three (libs/accounts). What was mailed before stops working: it lived for 72 h at the most. */
export class MailedLinks1764400000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE email_verification_tokens, password_reset_tokens, one_time_links');
    for (const statement of MAILED_LINKS) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE mailed_links');
    for (const statement of FORMER.flat()) await runner.query(statement);
  }
}

const MAILED_LINKS = [
  `CREATE TABLE mailed_links (
    id uuid CONSTRAINT mailed_links_pkey PRIMARY KEY DEFAULT gen_random_uuid(),
    user_id uuid NOT NULL CONSTRAINT mailed_links_user_id_fkey REFERENCES users (id) ON DELETE CASCADE,
    purpose text NOT NULL,
    is_only boolean NOT NULL,
    token_hash bytea NOT NULL,
    subject text,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL
  )`,
  'CREATE UNIQUE INDEX mailed_links_token_hash_key ON mailed_links (token_hash)',
  'CREATE INDEX mailed_links_user_id_idx ON mailed_links (user_id)',
  'CREATE UNIQUE INDEX mailed_links_only_key ON mailed_links (user_id, purpose) WHERE is_only',
  'CREATE INDEX mailed_links_subject_idx ON mailed_links (subject, purpose)',
  'CREATE INDEX mailed_links_expires_at_idx ON mailed_links (expires_at)',
];

const FORMER = [
  formerTable('email_verification_tokens', ''),
  formerTable('password_reset_tokens', ''),
  [
    ...formerTable('one_time_links', 'purpose text NOT NULL, subject text NOT NULL,'),
    'CREATE INDEX one_time_links_subject_idx ON one_time_links (subject, purpose)',
  ],
];

function formerTable(name: string, columns: string): readonly string[] {
  return [
    `CREATE TABLE ${name} (
      id uuid CONSTRAINT ${name}_pkey PRIMARY KEY DEFAULT gen_random_uuid(),
      user_id uuid NOT NULL CONSTRAINT ${name}_user_id_fkey REFERENCES users (id) ON DELETE CASCADE,
      ${columns}
      token_hash bytea NOT NULL,
      created_at timestamptz NOT NULL,
      expires_at timestamptz NOT NULL,
      is_used boolean NOT NULL DEFAULT false
    )`,
    `CREATE INDEX ${name}_user_id_idx ON ${name} (user_id)`,
    `CREATE INDEX ${name}_expires_at_idx ON ${name} (expires_at)`,
  ];
}
