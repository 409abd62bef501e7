import { Module } from '@nestjs/common';
import { AttentionService } from '#application/messaging/attention.service.js';
import { MessagesController } from './messages.controller.js';

@Module({ controllers: [MessagesController], providers: [AttentionService] })
export class MessagingModule {}
