import type {Endpoint} from '../engine/endpoint.ts';
import {customerActs} from './customer-endpoints.ts';
import {taxIdEndpoints} from './tax-ids.ts';

export const customerEndpoints: readonly Endpoint[] = [...customerActs, ...taxIdEndpoints];
