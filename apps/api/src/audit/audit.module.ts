import { Module } from '@nestjs/common';
import { SearchAuditService } from '#application/audit/search-audit.service.js';
import { AuditController } from './audit.controller.js';

@Module({ controllers: [AuditController], providers: [SearchAuditService] })
export class AuditModule {}
