import { DataSource, type DataSourceOptions, type EntityMetadata } from 'typeorm';
import { ForeignKeyMetadata } from 'typeorm/metadata/ForeignKeyMetadata.js';
import type { ForeignKeyBelow } from '../options.js';

/**
 * Knows the foreign keys between libs besides those that entities declare. Nothing at run time asks for them; `migration:generate` and the
 * check of the migrations would take them for left over, and drop them.
 */
export class ComposedDataSource extends DataSource {
  constructor(
    options: DataSourceOptions,
    private readonly foreignKeys: readonly ForeignKeyBelow[],
  ) {
    super(options);
  }

  protected override async buildMetadatas(): Promise<void> {
    await super.buildMetadatas();
    for (const key of this.foreignKeys) this.add(key);
  }

  private add({ name, table, column, references, onDelete }: ForeignKeyBelow): void {
    const [entityMetadata, referencedEntityMetadata] = [this.of(table), this.of(references)];
    const key = new ForeignKeyMetadata({
      entityMetadata,
      referencedEntityMetadata,
      columns: entityMetadata.columns.filter(({ databaseName }) => databaseName === column),
      referencedColumns: referencedEntityMetadata.primaryColumns,
      namingStrategy: this.namingStrategy,
      name,
      onDelete,
    });
    entityMetadata.foreignKeys.push(key);
  }

  private of(table: string): EntityMetadata {
    const metadata = this.entityMetadatas.find(({ tableName }) => tableName === table);
    if (!metadata) throw new Error(`A foreign key names the table ${table}, which no lib handed over.`);
    return metadata;
  }
}
