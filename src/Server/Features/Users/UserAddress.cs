namespace Chancery.Server.Features.Users;

/// <summary>What may stand as a mail address or a sign-in name: they end up in letters, certificates and profiles.</summary>
internal static class UserAddress
{
    /// <summary>RFC 5321 4.5.3.1.3: a path has at most 256 octets, its angle brackets included.</summary>
    private const int Longest = 254;

    /// <summary>Whether the text is one <c>local@domain</c> without quoting, spaces or anything a header or a subject could misread.</summary>
    internal static bool IsAddress(string text)
    {
        var at = text.IndexOf('@', StringComparison.Ordinal);
        return at > 0 && at == text.LastIndexOf('@') && text.Length <= Longest && at <= 64
            && text.AsSpan(0, at).IndexOfAny(Forbidden) < 0
            && Uri.CheckHostName(text[(at + 1)..]) is UriHostNameType.Dns;
    }

    private static readonly System.Buffers.SearchValues<char> Forbidden = System.Buffers.SearchValues.Create(" \t\r\n\"(),:;<>[\\]{}|");
}
