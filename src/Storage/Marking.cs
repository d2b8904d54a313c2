using Chancery.Domain;
using Microsoft.EntityFrameworkCore;

namespace Chancery.Storage;

/// <summary>
/// Marks the devices that a change touches, in the change's own transaction and by one statement, whatever their number; and hands out marked
/// devices to be planned. A device that has gone is never marked. Each method returns how many were marked.
/// </summary>
/// <remarks>
/// A device is marked even where it is marked already: the planner may have claimed it in a transaction not yet committed, before it could see this change.
/// A change of assignments or members is marked both before it is made and after it, where it takes something away.
/// </remarks>
public static class Marking
{
    // Devices of members, by the user or by the device itself.
    private const string OfGroup = """
        (d."UserId" IN (SELECT m."UserId" FROM "GroupMembers" m WHERE m."GroupId" = {0} AND m."UserId" IS NOT NULL)
         OR d."Id" IN (SELECT m."DeviceId" FROM "GroupMembers" m WHERE m."GroupId" = {0} AND m."DeviceId" IS NOT NULL))
        """;

    // The profile itself, and the e-mail profiles that carry its identities; exclusions only ever take away from the rest.
    private const string OfProfile = """
        WITH touched AS (
            SELECT a."Target" AS target, a."GroupId" AS groupid FROM "Assignments" a WHERE a."Target" <> 'ExclusionGroup' AND a."ProfileId" IN (
                SELECT p."Id" FROM "Profiles" p WHERE p."Id" = {0} OR p."SigningProfileId" = {0} OR p."EncryptionProfileId" = {0}))
        UPDATE "Devices" AS d SET "NeedsPlan" = TRUE WHERE d."UnenrolledDateTime" IS NULL AND (
            EXISTS (SELECT 1 FROM touched WHERE target = 'AllDevices')
            OR (d."UserId" IS NOT NULL AND EXISTS (SELECT 1 FROM touched WHERE target = 'AllUsers'))
            OR d."UserId" IN (SELECT m."UserId" FROM "GroupMembers" m JOIN touched ON touched.groupid = m."GroupId" WHERE m."UserId" IS NOT NULL)
            OR d."Id" IN (SELECT m."DeviceId" FROM "GroupMembers" m JOIN touched ON touched.groupid = m."GroupId" WHERE m."DeviceId" IS NOT NULL))
        """;

    /// <summary>A profile's settings changed, or it is about to be deleted: the devices it is assigned to, and those of e-mail profiles that refer to it.</summary>
    /// <param name="context">The context, in a transaction.</param>
    /// <param name="profileId">The profile.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task<int> ProfileAsync(ChanceryDbContext context, Guid profileId, CancellationToken cancellationToken = default) =>
        MarkAsync(context, OfProfile, cancellationToken, profileId);

    /// <summary>An assignment to a target was added or taken away: the devices of that target.</summary>
    /// <param name="context">The context, in a transaction.</param>
    /// <param name="target">The target.</param>
    /// <param name="groupId">Its group, where it is one.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ArgumentException">A group's target without a group.</exception>
    public static Task<int> TargetAsync(
        ChanceryDbContext context, AssignmentTarget target, Guid? groupId, CancellationToken cancellationToken = default) => target switch
        {
            AssignmentTarget.AllDevices => MarkAsync(context, Update("TRUE"), cancellationToken),
            AssignmentTarget.AllUsers => MarkAsync(context, Update("""d."UserId" IS NOT NULL"""), cancellationToken),
            _ => GroupAsync(context, groupId ?? throw new ArgumentException("A group's target names its group.", nameof(groupId)), cancellationToken),
        };

    /// <summary>A group changed as a whole, or is about to be deleted: its members' devices and its devices.</summary>
    /// <param name="context">The context, in a transaction.</param>
    /// <param name="groupId">The group.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task<int> GroupAsync(ChanceryDbContext context, Guid groupId, CancellationToken cancellationToken = default) =>
        MarkAsync(context, Update(OfGroup), cancellationToken, groupId);

    /// <summary>A user changed, or what groups he is in: his devices.</summary>
    /// <param name="context">The context, in a transaction.</param>
    /// <param name="userId">The user.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task<int> UserAsync(ChanceryDbContext context, Guid userId, CancellationToken cancellationToken = default) =>
        MarkAsync(context, Update("""d."UserId" = {0}"""), cancellationToken, userId);

    /// <summary>A certificate was imported for a user, or deleted: each of his devices carries each of his certificates, so all of them.</summary>
    /// <param name="context">The context, in a transaction.</param>
    /// <param name="userId">The user.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task<int> UserCertificatesAsync(ChanceryDbContext context, Guid userId, CancellationToken cancellationToken = default) =>
        UserAsync(context, userId, cancellationToken);

    /// <summary>One device: it enrolled, got a channel, is to be retired, changed groups, reported something the plan depends on.</summary>
    /// <param name="context">The context, in a transaction.</param>
    /// <param name="deviceId">The device.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task<int> DeviceAsync(ChanceryDbContext context, Guid deviceId, CancellationToken cancellationToken = default) =>
        MarkAsync(context, Update("""d."Id" = {0}"""), cancellationToken, deviceId);

    /// <summary>Time has passed: the devices whose plan changes by it (<see cref="DeviceRow.PlanDueDateTime"/>).</summary>
    /// <param name="context">The context, in a transaction.</param>
    /// <param name="now">The instant.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task<int> DueAsync(ChanceryDbContext context, DateTimeOffset now, CancellationToken cancellationToken = default) =>
        MarkAsync(
            context,
            """
            UPDATE "Devices" AS d SET "NeedsPlan" = TRUE, "PlanDueDateTime" = NULL
            WHERE d."UnenrolledDateTime" IS NULL AND d."PlanDueDateTime" IS NOT NULL AND d."PlanDueDateTime" <= {0}
            """,
            cancellationToken,
            now.UtcTicks);

    /// <summary>
    /// Takes some marked devices, to be planned in this transaction: their marks are cleared, and come back if it is rolled back. Claim first, then
    /// load the facts: a change committed before is then seen, and one after marks the device again.
    /// </summary>
    /// <param name="context">The context, in a transaction.</param>
    /// <param name="most">How many at the most.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<IReadOnlyList<Guid>> ClaimAsync(ChanceryDbContext context, int most, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        await context.TakeTurnAsync(cancellationToken);
        return await context.Database.SqlQueryRaw<Guid>(
            """
            UPDATE "Devices" SET "NeedsPlan" = FALSE WHERE "Id" IN (SELECT d."Id" FROM "Devices" d WHERE d."NeedsPlan" ORDER BY d."Id" LIMIT {0})
            RETURNING "Id" AS "Value"
            """,
            most).ToListAsync(cancellationToken);
    }

    /// <summary>Takes these devices, marked or not, to be planned in this transaction.</summary>
    /// <param name="context">The context, in a transaction.</param>
    /// <param name="deviceIds">The devices.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task ClaimAsync(ChanceryDbContext context, IReadOnlyCollection<Guid> deviceIds, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        await context.TakeTurnAsync(cancellationToken);
        await context.Devices.Where(device => deviceIds.Contains(device.Id))
            .ExecuteUpdateAsync(set => set.SetProperty(device => device.NeedsPlan, false), cancellationToken);
    }

    private static string Update(string condition) =>
        $"""UPDATE "Devices" AS d SET "NeedsPlan" = TRUE WHERE d."UnenrolledDateTime" IS NULL AND {condition}""";

    private static async Task<int> MarkAsync(ChanceryDbContext context, string sql, CancellationToken cancellationToken, params object[] parameters)
    {
        ArgumentNullException.ThrowIfNull(context);
        await context.TakeTurnAsync(cancellationToken);
        var marked = await context.Database.ExecuteSqlRawAsync(sql, parameters, cancellationToken);
        if (marked > 0)
        {
            context.WhenCommitted(context.Signal.Marked.Raise);
        }

        return marked;
    }
}
