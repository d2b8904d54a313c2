using Chancery.Channels.Connectors;
using Chancery.Domain;

namespace Chancery.Connector.Work;

internal static class Refusal
{
    internal static WorkRefused Of(string code, string? target = null, string? detail = null) => new(new Error(code, target, detail), Retryable: false);

    internal static WorkRefused Of(Error error) => new(error, Retryable: ErrorCatalogue.TryFind(error.Code) is { HttpStatus: 503 });
}
