using YotoSmartStream.Identities.Audit;

namespace YotoSmartStream.Identities.Service.Persistence;

internal sealed class AuditLog(IdentityDbContext database) : IAuditLog
{
    public void Add(AuditEntry entry) => database.AuditEntries.Add(entry);
}
