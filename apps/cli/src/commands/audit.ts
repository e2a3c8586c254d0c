import { Command } from 'commander';
import { withExamples } from '../examples.js';
import { auditCheckpoint } from './audit-checkpoint.js';
import { auditVerify } from './audit-verify.js';

export function audit(): Command {
  const command = new Command('audit')
    .summary('verify the audit log')
    .description('The log of what operators did, in which each row is signed together with the one before it.');
  return withExamples(
    command.addCommand(auditVerify()).addCommand(auditCheckpoint()),
    'castellan audit checkpoint > /mnt/elsewhere/audit.json',
    'castellan audit verify --checkpoint /mnt/elsewhere/audit.json',
  );
}
