import { Public } from '@castellan/access';
import { ReportRefused, TwilioReports } from '@castellan/notifications';
import type { FormFields } from '@castellan/notifications';
import { Controller, Headers, HttpCode, Post } from '@nestjs/common';
import { ApiBody, ApiHeader, ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { FormBody, TakesForm } from '../body/forms.js';
import { MalformedJson, PayloadTooLarge, UnsupportedMediaType } from '../errors/http-errors.js';
import { Limit } from '../limits/limit.decorator.js';
import { ApiErrors } from '../openapi/api-errors.decorator.js';
import { TwilioReportDto } from './twilio-report.dto.js';

@ApiTags('webhooks')
@Controller('api/webhooks/twilio')
export class TwilioController {
  constructor(private readonly reports: TwilioReports) {}

  @Post()
  @HttpCode(204)
  @ApiOperation({
    summary: 'What became of an SMS, told by Twilio',
    description:
      'For Twilio alone, which is told this address with each message. A message or status that is not known is ignored. At most 8 kB.',
  })
  @Public()
  @Limit('webhooks')
  @TakesForm()
  @ApiHeader({ name: 'X-Twilio-Signature', required: true, description: 'Over `PUBLIC_URL/api/webhooks/twilio/` and all fields.' })
  @ApiBody({ type: TwilioReportDto })
  @ApiNoContentResponse({ description: 'Noted, or ignored.' })
  @ApiErrors(ReportRefused, MalformedJson, PayloadTooLarge, UnsupportedMediaType)
  async reportSmsStatus(@Headers('x-twilio-signature') signature: string | undefined, @FormBody() fields: FormFields): Promise<void> {
    await this.reports.take(signature, fields);
  }
}
