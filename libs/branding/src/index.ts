export { FileFaults, spellFileFault } from './files/file-faults.js';
export type { FileFault } from './files/file-faults.js';
export { canonicalLanguage } from './messages/language-tag.js';
export { BUILT_IN_LANGUAGES, englishMessages } from './messages/load-languages.js';
export { Messages } from './messages/messages.js';
export type { MessageSection, MessagesOptions, MessageTree, MessageValues } from './messages/messages.js';
