using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Chancery.Channels.Apple;
using Xunit;

namespace Chancery.Channels.Tests.Apple;

/// <summary>
/// Python's plistlib, as a second opinion: it shares nothing with our codec. Values travel between the two as tagged JSON, one
/// document a line.
/// </summary>
internal static class PlistLib
{
    private const string Script = """
        import sys, json, base64, plistlib, struct, datetime, math
        EPOCH = datetime.datetime(1970, 1, 1)
        def out(v):
            if isinstance(v, bool): return {"bool": v}
            if isinstance(v, int): return {"int": str(v)}
            if isinstance(v, float): return {"real": "nan" if math.isnan(v) else struct.pack(">d", v).hex()}
            if isinstance(v, str): return {"string": v}
            if isinstance(v, bytes): return {"data": base64.b64encode(v).decode()}
            if isinstance(v, datetime.datetime): return {"date": str((v - EPOCH) // datetime.timedelta(seconds=1))}
            if isinstance(v, list): return {"array": [out(x) for x in v]}
            if isinstance(v, dict): return {"dict": [[k, out(x)] for k, x in v.items()]}
            raise TypeError(type(v))
        def into(j):
            (t, v), = j.items()
            if t == "bool" or t == "string": return v
            if t == "int": return int(v)
            if t == "real": return float("nan") if v == "nan" else struct.unpack(">d", bytes.fromhex(v))[0]
            if t == "data": return base64.b64decode(v)
            if t == "date": return EPOCH + datetime.timedelta(seconds=int(v))
            if t == "array": return [into(x) for x in v]
            return {k: into(x) for k, x in v}
        for line in sys.stdin:
            if sys.argv[1] == "read":
                print(json.dumps(out(plistlib.loads(base64.b64decode(line), fmt=plistlib.FMT_XML))), flush=True)
            else:
                print(base64.b64encode(plistlib.dumps(into(json.loads(line)), sort_keys=False)).decode(), flush=True)
        """;

    /// <summary>What plistlib reads in each document.</summary>
    public static async Task<IReadOnlyList<JsonNode>> ReadAsync(params IReadOnlyList<byte[]> documents) =>
        [.. (await RunAsync("read", documents.Select(Convert.ToBase64String))).Select(line => JsonNode.Parse(line)!)];

    /// <summary>What plistlib writes for each value.</summary>
    public static async Task<IReadOnlyList<byte[]>> WriteAsync(IReadOnlyList<PlistValue> values) =>
        [.. (await RunAsync("write", values.Select(value => Json(value).ToJsonString()))).Select(Convert.FromBase64String)];

    /// <summary>Fails unless plistlib reads exactly these values in the documents.</summary>
    public static async Task AssertReadsAsync(params IReadOnlyList<(PlistValue Expected, byte[] Document)> pairs)
    {
        var read = await ReadAsync([.. pairs.Select(pair => pair.Document)]);
        Assert.Equal(pairs.Count, read.Count);
        Assert.All(pairs.Zip(read), pair => Assert.Equal(Json(pair.First.Expected).ToJsonString(), pair.Second.ToJsonString()));
    }

    public static JsonNode Json(PlistValue value) => value switch
    {
        PlistBoolean(var truth) => new JsonObject { ["bool"] = truth },
        PlistInteger(var number) => new JsonObject { ["int"] = number.ToString(CultureInfo.InvariantCulture) },
        PlistReal(var number) => new JsonObject
        {
            ["real"] = double.IsNaN(number) ? "nan" : BitConverter.DoubleToInt64Bits(number).ToString("x16", CultureInfo.InvariantCulture),
        },
        PlistString(var text) => new JsonObject { ["string"] = text },
        PlistData(var bytes) => new JsonObject { ["data"] = Convert.ToBase64String(bytes) },
        PlistDate(var instant) => new JsonObject { ["date"] = instant.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture) },
        PlistArray(var items) => new JsonObject { ["array"] = new JsonArray([.. items.Select(Json)]) },
        PlistDictionary dictionary => new JsonObject
        {
            ["dict"] = new JsonArray([.. dictionary.Select(entry => new JsonArray(entry.Key, Json(entry.Value)))]),
        },
        _ => throw new ArgumentOutOfRangeException(nameof(value)),
    };

    private static async Task<string[]> RunAsync(string mode, IEnumerable<string> lines)
    {
        var input = string.Concat(lines.Select(line => line + "\n"));
        return (await Tool.RunAsync("python3", ["-c", Script, mode], input)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}

/// <summary>Runs the independent programs the tests ask for a second opinion.</summary>
internal static class Tool
{
    public static async Task<string> RunAsync(string program, IEnumerable<string> arguments, string input = "")
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{program} failed: {await errors}");
        return await output;
    }
}
