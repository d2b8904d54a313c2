using System.Globalization;
using System.Net;

namespace Chancery.Pki;

/// <summary>One name of a certificate, ready to be compared with name constraints.</summary>
internal sealed class ConstrainedName
{
    private readonly GeneralNameKind _kind;
    private readonly string _text;
    private readonly NameKey? _directory;
    private readonly byte[] _address;
    private readonly string _otherType;

    public ConstrainedName(GeneralNameKind kind, string text, NameKey? directory = null, byte[]? address = null, string otherType = "") =>
        (_kind, _text, _directory, _address, _otherType) = (kind, text, directory, address ?? [], otherType);

    public static ConstrainedName Of(GeneralName name) => name.Kind switch
    {
        GeneralNameKind.Email or GeneralNameKind.Dns or GeneralNameKind.Uri => new(name.Kind, name.Text),
        GeneralNameKind.Directory => new(name.Kind, "a directory name", directory: name.Directory),
        GeneralNameKind.IpAddress => new(name.Kind, "an IP address", address: name.Content.ToArray()),
        // RFC 9598 §6: both forms of address are one name space, constrained by rfc822Name.
        GeneralNameKind.Other when name.SmtpUtf8Mailbox is { } mailbox => new(GeneralNameKind.Email, mailbox),
        GeneralNameKind.Other => new(name.Kind, $"an other name of type {name.OtherNameType}", otherType: name.OtherNameType),
        _ => new(name.Kind, $"a name of kind {name.Kind}"),
    };

    /// <summary>Whether a subtree speaks of names of this kind.</summary>
    public bool IsConstrainedBy(GeneralName subtree) =>
        _kind == subtree.Kind && (_kind != GeneralNameKind.Other || _otherType == subtree.OtherNameType);

    /// <summary>Whether this name is in a subtree of its kind; null where that cannot be told, which neither permits nor leaves alone.</summary>
    public bool? IsWithin(GeneralName subtree) => _kind switch
    {
        GeneralNameKind.Email => IsAddressWithin(subtree.Text),
        GeneralNameKind.Dns => IsHostWithin(Rootless(_text), subtree.Text),
        GeneralNameKind.Uri => HostOfUri() is { } host ? IsUriHostWithin(Rootless(host), subtree.Text) : null,
        GeneralNameKind.Directory => _directory!.IsWithin(subtree.Directory!),
        GeneralNameKind.IpAddress => IsIpWithin(subtree.Content),
        _ => null,
    };

    public override string ToString() => _text.Length <= 200 ? _text : _text[..200];

    // A mailbox, the host of one exactly, or with a leading period everything below a domain.
    private bool? IsAddressWithin(string constraint)
    {
        var at = _text.LastIndexOf('@');
        if (at <= 0 || AsciiHost(Rootless(_text[(at + 1)..])) is not { Length: > 0 } host)
        {
            return null;
        }

        var constraintAt = constraint.LastIndexOf('@');
        return constraintAt >= 0
            ? _text.AsSpan(0, at).SequenceEqual(constraint.AsSpan(0, constraintAt)) && SameHost(host, constraint[(constraintAt + 1)..])
            : constraint.Length == 0 || IsUriHostWithin(host, constraint);
    }

    // RFC 5280: any name made by adding labels to the left satisfies a dNSName constraint.
    private static bool IsHostWithin(string host, string constraint) => constraint.Length == 0
        || (constraint[0] == '.' ? host.EndsWith(constraint, StringComparison.OrdinalIgnoreCase) && host.Length > constraint.Length
            : SameHost(host, constraint) || host.EndsWith('.' + constraint, StringComparison.OrdinalIgnoreCase));

    private static bool IsUriHostWithin(string host, string constraint) => constraint is ['.', ..]
        ? host.EndsWith(constraint, StringComparison.OrdinalIgnoreCase) && host.Length > constraint.Length
        : SameHost(host, constraint);

    private static bool SameHost(string host, string other) => string.Equals(host, other, StringComparison.OrdinalIgnoreCase);

    // A final period makes no other name.
    private static string Rootless(string host) => host.EndsWith('.') ? host[..^1] : host;

    // RFC 5280: a URI without an authority, or whose host is no fully qualified name, satisfies no constraint.
    private string? HostOfUri()
    {
        var start = _text.IndexOf("://", StringComparison.Ordinal);
        if (start <= 0)
        {
            return null;
        }

        var authority = _text[(start + 3)..];
        var end = authority.IndexOfAny(['/', '?', '#']);
        authority = end < 0 ? authority : authority[..end];
        authority = authority[(authority.LastIndexOf('@') + 1)..];
        var port = authority.LastIndexOf(':');
        var host = port < 0 || authority.EndsWith(']') ? authority : authority[..port];
        return host.Length == 0 || host[0] == '[' || IPAddress.TryParse(host, out _) ? null : host;
    }

    private bool? IsIpWithin(ReadOnlySpan<byte> subtree)
    {
        if (_address.Length is not (4 or 16) || subtree.Length is not (8 or 32))
        {
            return null;
        }

        if (subtree.Length != 2 * _address.Length)
        {
            return false;
        }

        for (var index = 0; index < _address.Length; index++)
        {
            var mask = subtree[_address.Length + index];
            if ((_address[index] & mask) != (subtree[index] & mask))
            {
                return false;
            }
        }

        return true;
    }

    // RFC 9598 §5 has A-labels in the address; RFC 8398, before it, had U-labels.
    private static string? AsciiHost(string host)
    {
        if (System.Text.Ascii.IsValid(host))
        {
            return host;
        }

        try
        {
            return new IdnMapping().GetAscii(host);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
