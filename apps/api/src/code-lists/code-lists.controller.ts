import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiProperty, ApiTags } from '@nestjs/swagger';
import { CodeListsService } from '#application/code-lists/code-lists.service.js';
import { Does } from '#platform/auth/access.js';
import { IsArray, IsOptional, Matches } from 'class-validator';
import { RepeatedParameter } from '../shared/page.js';
import { Problems } from '../shared/problem.response.js';

export class CodeListsRequest {
  @ApiProperty({
    type: [String],
    required: false,
    description: 'Lists wanted; all of them unless told.',
  })
  @IsOptional()
  @RepeatedParameter()
  @IsArray()
  @Matches(/^[a-z0-9_]{1,60}$/, { each: true, message: 'Name a code list' })
  readonly ids?: string[];
}

export class CodeValueResponse {
  @ApiProperty() readonly code!: string;
  @ApiProperty() readonly label!: string;
  @ApiProperty() readonly needsText!: boolean;
  @ApiProperty({ type: String, nullable: true }) readonly parentCode!: string | null;
}

export class CodeListResponse {
  @ApiProperty() readonly id!: string;
  @ApiProperty({ type: 'integer' }) readonly version!: number;
  @ApiProperty() readonly title!: string;
  @ApiProperty({ type: String, nullable: true }) readonly attribution!: string | null;
  @ApiProperty({ type: () => CodeValueResponse, isArray: true })
  readonly values!: CodeValueResponse[];
}

export class CodeListsResponse {
  @ApiProperty({ type: () => CodeListResponse, isArray: true }) readonly lists!: CodeListResponse[];
}

@ApiTags('code lists')
@Controller('code-lists')
@Problems(400, 401)
export class CodeListsController {
  constructor(private readonly codeLists: CodeListsService) {}

  @Get()
  @Does('code_list.read')
  @ApiOkResponse({ type: CodeListsResponse })
  async list(@Query() { ids }: CodeListsRequest): Promise<object> {
    return { lists: await this.codeLists.read(ids ?? null) };
  }
}
