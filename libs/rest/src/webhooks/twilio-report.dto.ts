import { ApiProperty } from '@nestjs/swagger';

/** Twilio sends more fields; all of them are part of what it signs. */
export class TwilioReportDto {
  @ApiProperty({ example: 'SM0123456789abcdef0123456789abcdef', description: 'The message.' })
  MessageSid: string;

  @ApiProperty({ example: 'delivered', description: 'As Twilio names it; others than those known are ignored.' })
  MessageStatus: string;

  @ApiProperty({ required: false, example: '30003', description: 'Why it failed.' })
  ErrorCode?: string;
}
