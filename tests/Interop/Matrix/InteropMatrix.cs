using System.Text;

namespace Chancery.Interop.Tests;

/// <summary>Runs every cell with the peers of this machine and prints the table.</summary>
internal static class InteropMatrix
{
    private const string Yes = "yes";

    private static readonly byte[] Content = Encoding.ASCII.GetBytes(string.Concat(
        "Content-Type: text/plain; charset=us-ascii\r\n\r\n", string.Concat(Enumerable.Repeat("From here to there.\r\n.\r\nAnd back.\r\n", 20))));

    /// <summary>The two tables as Markdown, and what in them is wrong.</summary>
    public static async Task<(string Markdown, IReadOnlyList<string> Wrong)> RunAsync()
    {
        // In parallel by peer: each has files of its own.
        var columns = await Task.WhenAll(Task.Run(() => Column(() => new OpenSslPeer())), Task.Run(() => Column(() => new NssPeer())), Task.Run(() => Column(() => new GpgsmPeer())));
        var text = new StringBuilder();
        Write(text, "recipient's key | content | key", EncryptionRow.All.Select(row => row.ToString()), columns, column => column.Encryption);
        text.Append('\n');
        Write(text, "signer's key | signature | form", SignatureRow.All.Select(row => row.ToString()), columns, column => column.Signature);
        return (text.ToString(), [.. columns.SelectMany(column => column.Wrong)]);
    }

    private static PeerColumn Column(Func<IPeer> start)
    {
        using var peer = start();
        var column = new PeerColumn(peer.Name);
        foreach (var row in EncryptionRow.All)
        {
            column.Encryption.Add((
                column.Judge(row, "writes", Written(row, peer.Encrypt(row, Content)), Reasons.WhyNotWritten(peer.Name, row)),
                column.Judge(row, "reads", row.IsWritten ? Same(peer.Decrypt(row, Ours.Encrypt(row, Content))) : null, Reasons.WhyNotRead(peer.Name, row))));
        }

        foreach (var row in SignatureRow.All)
        {
            column.Signature.Add((
                column.Judge(row, "writes", Written(row, peer.Sign(row, Content)), Reasons.WhyNotWritten(peer.Name, row)),
                column.Judge(row, "reads", Same(peer.Verify(row, Ours.Sign(row, Content), Content)), Reasons.WhyNotRead(peer.Name, row))));
        }

        return column;
    }

    // Null: it refused, or wrote something other than the row; the row is then not what it can do. An answer of its own that we cannot open is wrong.
    private static bool? Written(EncryptionRow row, byte[]? cms) => cms is null || !Ours.IsWhat(row, cms) ? null : Same(Ours.Decrypt(row, cms) ?? []);

    private static bool? Written(SignatureRow row, byte[]? cms) => cms is null || !Ours.IsWhat(row, cms, Content) ? null : Same(Ours.Verify(row, cms, Content) ?? []);

    private static bool? Same(byte[]? content) => content is null ? null : content.AsSpan().SequenceEqual(Content);

    private static void Write(
        StringBuilder text, string head, IEnumerable<string> rows, PeerColumn[] columns, Func<PeerColumn, List<(string, string)>> cells)
    {
        var heads = columns.SelectMany(column => new[] { $"{column.Peer} writes, we read", $"we write, {column.Peer} reads" }).ToList();
        text.Append($"| {head} | {string.Join(" | ", heads)} |\n|{string.Concat(Enumerable.Repeat(" --- |", 3 + heads.Count))}\n");
        foreach (var (row, index) in rows.Select((row, index) => (row, index)))
        {
            var line = columns.SelectMany(column => new[] { cells(column)[index].Item1, cells(column)[index].Item2 });
            text.Append($"| {row} | {string.Join(" | ", line)} |\n");
        }
    }

    private sealed record PeerColumn(string Peer)
    {
        public List<(string Writes, string Reads)> Encryption { get; } = [];

        public List<(string Writes, string Reads)> Signature { get; } = [];

        public List<string> Wrong { get; } = [];

        /// <param name="row">The row.</param>
        /// <param name="verb">What the peer does.</param>
        /// <param name="worked">Null: the peer cannot. False: the content came out changed, or we could not read it.</param>
        /// <param name="reason">Why it should not.</param>
        public string Judge(object row, string verb, bool? worked, string? reason)
        {
            if (worked == true == (reason is null) && worked != false)
            {
                return reason ?? Yes;
            }

            Wrong.Add($"{Peer} {verb} {row}: {(worked == true ? $"it works now, \"{reason}\" is no longer true" : worked == false ? "the content was lost" : "refused for no reason that is known")}");
            return worked == true ? Yes : "**no**";
        }
    }
}
