import { ValidationPipe } from '@nestjs/common';
import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import { mountCastellan } from 'castellan';

/** What `main` and the tests have in common. Castellan comes first: nothing of the shop's reads what is sent to /auth. */
export function setUp(app: INestApplication): void {
  mountCastellan(app);
  app.enableCors();
  app.useGlobalPipes(new ValidationPipe({ whitelist: true, forbidNonWhitelisted: true, transform: true }));
  const document = new DocumentBuilder().setTitle('Shop').addBearerAuth().build();
  SwaggerModule.setup('docs', app, () => SwaggerModule.createDocument(app, document));
}
