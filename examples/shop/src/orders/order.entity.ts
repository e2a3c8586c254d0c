import { ApiProperty } from '@nestjs/swagger';
import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/** The shop’s own table. Users are Castellan’s: what is the shop’s stands beside them, by their id. */
@Entity('orders')
export class Order {
  @ApiProperty()
  @PrimaryGeneratedColumn()
  id: number;

  @Index()
  @Column('varchar')
  userId: string;

  @ApiProperty()
  @Column('varchar')
  article: string;

  @ApiProperty()
  @Column('boolean', { default: false })
  isPaid: boolean;
}
