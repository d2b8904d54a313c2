using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Spectre.Console;

namespace Chancery.Cli.Terminal;

/// <summary>Prints results to standard output: for people, or as JSON.</summary>
internal static class Output
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    };

    /// <summary>Prints a value as JSON.</summary>
    public static void WriteJson(this CliContext context, object value) => context.Out.WriteLine(JsonSerializer.Serialize(value, value.GetType(), Json));

    /// <summary>Prints a table; off a terminal, without lines and without breaking cells, so that it can be cut and searched.</summary>
    public static void WriteTable(this CliContext context, IReadOnlyList<string> header, IEnumerable<IReadOnlyList<string?>> rows)
    {
        var table = new Table { Border = context.IsFancy ? TableBorder.Rounded : TableBorder.None };
        foreach (var name in header)
        {
            table.AddColumn(new TableColumn(new Markup($"[bold]{Markup.Escape(name)}[/]")).NoWrap());
        }

        foreach (var row in rows)
        {
            table.AddRow([.. row.Select(cell => new Markup(Markup.Escape(cell ?? "")))]);
        }

        context.Spectre().Write(table);
    }

    /// <summary>Spectre on this context's output.</summary>
    public static IAnsiConsole Spectre(this CliContext context)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = context.IsFancy ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = context.IsFancy ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Out = new AnsiConsoleOutput(context.Out),
        });
        if (!context.IsFancy)
        {
            console.Profile.Width = 400;
        }

        return console;
    }
}
