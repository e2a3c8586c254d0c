import { PLAIN_LINE } from '@castellan/common';

export const LONGEST_GROUP_NAME = 150;

/** Something that people can read, on one line. */
export const isGroupName = (name: string): boolean => name.trim() !== '' && name.length <= LONGEST_GROUP_NAME && PLAIN_LINE.test(name);
