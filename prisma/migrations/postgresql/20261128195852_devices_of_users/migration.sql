-- CreateIndex
CREATE INDEX "managedDevice_tenantId_userId_id_idx" ON "managedDevice"("tenantId", "userId", "id");
