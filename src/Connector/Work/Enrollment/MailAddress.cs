namespace Chancery.Connector.Work.Enrollment;

/// <summary>Whether text from the server may be written to as a mail address.</summary>
internal static class MailAddress
{
    // RFC 5321 §4.5.3.1.3: a path is at most 256 octets, with its brackets.
    private const int Longest = 254;

    // ASCII dot-atoms alone: a quoted local part, a comment or a second address could make a letter go elsewhere than it seems.
    internal static bool IsUsable(string address)
    {
        var at = address.IndexOf('@', StringComparison.Ordinal);
        return address.Length <= Longest && at > 0 && at == address.LastIndexOf('@')
            && IsDotAtom(address.AsSpan(0, at), "!#$%&'*+-/=?^_`{|}~") && IsDotAtom(address.AsSpan(at + 1), "-");
    }

    private static bool IsDotAtom(ReadOnlySpan<char> text, string marks)
    {
        var previous = '.';
        foreach (var letter in text)
        {
            var allowed = letter == '.' ? previous != '.' : char.IsAsciiLetterOrDigit(letter) || marks.Contains(letter, StringComparison.Ordinal);
            if (!allowed)
            {
                return false;
            }

            previous = letter;
        }

        return previous != '.';
    }
}
