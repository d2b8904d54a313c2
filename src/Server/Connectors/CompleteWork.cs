using Chancery.Channels.Connectors;
using Chancery.Server.Http;
using Chancery.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Chancery.Server.Connectors;

/// <summary>POST result: the outcome of a piece of work is recorded and applied in one transaction. The same result sent twice is applied once.</summary>
internal static class CompleteWork
{
    private const int MostTries = 5;

    internal static async Task<IResult> HandleAsync(
        HttpContext http, ChanceryDbContext db, ChanceryStore store, ConnectorPresence presence, OutcomeApplier applier)
    {
        var connector = await ConnectorAuthentication.IdentifyAsync(http, db, presence);
        if (!connector.IsOk)
        {
            return Answers.Fail(connector.Error);
        }

        var request = await ConnectorBody.ReadAsync<ResultRequest>(http.Request);
        if (!request.IsOk)
        {
            return Answers.Fail(request.Error);
        }

        if (request.Value is not { LeaseToken: not null, Outcome: not null })
        {
            return Answers.Fail("invalidRequest", "leaseToken, outcome");
        }

        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await using var fresh = store.CreateDbContext();
                var error = await applier.ApplyAsync(fresh, request.Value, $"connector:{connector.Value}", http.TraceIdentifier, http.RequestAborted);
                return error is null ? Results.NoContent() : Answers.Fail(error);
            }
            catch (DbUpdateConcurrencyException) when (attempt < MostTries)
            {
                // A device's sync changed the same deployment meanwhile: apply to what it is now.
            }
        }
    }
}
