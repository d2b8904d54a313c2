using System.CommandLine;
using Chancery.Cli.Terminal;
using Chancery.Cli.Words;
using Chancery.Client;

namespace Chancery.Cli.Connection;

/// <summary>What the commands that speak to a server share.</summary>
internal sealed class ApiCommands(CliContext context, ConnectionOptions options)
{
    public CliContext Context { get; } = context;

    /// <summary>The server as <c>connect</c> takes it: with or without the option's name.</summary>
    public Argument<string?> ServerArgument { get; } = new("URL")
    {
        Arity = ArgumentArity.ZeroOrOne,
        Description = context.Say(HelpWords.Server),
        DefaultValueFactory = _ => null,
    };

    /// <summary>The server as every command takes it.</summary>
    public Option<string?> ServerOption => options.Server;

    /// <summary>Makes a command that is given a client, and prints why where there can be none.</summary>
    public void Act(Command command, Func<ChanceryClient, ParseResult, CancellationToken, Task<int>> act) => command.SetAction(async (parsed, cancellation) =>
    {
        if (Named(parsed) is { } server && ConnectionOptions.ParseServer(server) is null)
        {
            return Context.Fail("serverAddressInvalid", server);
        }

        var client = Open(parsed);
        if (!client.IsOk)
        {
            return Context.Fail(client.Error);
        }

        using var opened = client.Value;
        return await act(opened, parsed, cancellation);
    });

    /// <summary>Prints a result: as JSON where asked, else as the lines given.</summary>
    public int Print<T>(ParseResult parsed, ApiResult<T> result, Func<T, IEnumerable<string>> lines)
        where T : notnull
    {
        if (!result.IsOk)
        {
            return Context.Fail(result.Error);
        }

        if (parsed.GetValue(options.Json))
        {
            Context.WriteJson(result.Value);
            return ExitCodes.Done;
        }

        foreach (var line in lines(result.Value))
        {
            Context.Out.WriteLine(line);
        }

        return ExitCodes.Done;
    }

    /// <summary>Prints a collection: as JSON where asked, else as a table.</summary>
    public int PrintTable<T>(ParseResult parsed, ApiResult<IReadOnlyList<T>> result, IReadOnlyList<string> header, Func<T, IReadOnlyList<string?>> row)
    {
        if (!result.IsOk)
        {
            return Context.Fail(result.Error);
        }

        if (parsed.GetValue(options.Json))
        {
            Context.WriteJson(result.Value);
        }
        else
        {
            Context.WriteTable(header, result.Value.Select(row));
        }

        return ExitCodes.Done;
    }

    /// <summary>The connection: flags before what was written down.</summary>
    public ChanceryConnection? Resolve(ParseResult parsed)
    {
        var stored = new ConnectionStore(Context.ConfigFolder).Load();
        var server = Named(parsed) is { } text ? ConnectionOptions.ParseServer(text) : stored?.Server;
        var tokenFile = parsed.GetValue(options.TokenFile) ?? stored?.TokenFile;
        if (server is null || tokenFile is null)
        {
            return null;
        }

        // What was pinned for one server says nothing about another.
        var pins = stored?.Server == server ? stored : null;
        return new ChanceryConnection
        {
            Server = server,
            TokenFile = tokenFile,
            ServerCertificate = parsed.GetValue(options.ServerCertificate) ?? pins?.ServerCertificate,
            VaultCertificate = parsed.GetValue(options.VaultCertificate) ?? pins?.VaultCertificate,
        };
    }

    private ApiResult<ChanceryClient> Open(ParseResult parsed) =>
        Resolve(parsed) is { } connection ? ChanceryClient.Open(connection) : new ApiError("notConnected", "No server is named.");

    private string? Named(ParseResult parsed) =>
        parsed.GetValue(options.Server) ?? (parsed.CommandResult.Command.Arguments.Contains(ServerArgument) ? parsed.GetValue(ServerArgument) : null);
}
