namespace Chancery.Pki;

/// <summary>What the lists looked at so far say of one certificate: the state variables of RFC 5280 §6.3.2.</summary>
internal sealed class CrlStatus(PathCertificate certificate)
{
    private CrlReasons _covered;
    private CrlEntry? _entry;
    private CrlFile? _list;
    private string _note = "There is no revocation list.";

    public PathCertificate Certificate { get; } = certificate;

    public bool IsDetermined => _entry is not null || _covered == CrlReasons.All;

    /// <summary>Whether a list that covers these reasons would add to what is known (RFC 5280 §6.3.3 (e)).</summary>
    public bool Lacks(CrlReasons reasons) => (reasons & ~_covered) != CrlReasons.None;

    /// <summary>Why a list was of no use; told where none is.</summary>
    public void Note(string why) => _note = why;

    public void Revoke(CrlEntry entry, CrlFile list) => (_entry, _list) = (entry, list);

    public void Clear(CrlReasons reasons, CrlFile list)
    {
        _covered |= reasons;
        _list = list;
        _note = "The lists at hand do not cover every reason.";
    }

    public RevocationFact ToFact()
    {
        var origin = Certificate.Origin!;
        if (_entry is not null)
        {
            return new(
                origin, RevocationStatus.Revoked, _entry.RevokedAt, _entry.Reason, _entry.InvalidityDate, RevocationSource.RevocationList, _list!.ThisUpdate,
                _list.NextUpdate);
        }

        return IsDetermined
            ? new(origin, RevocationStatus.Good, Source: RevocationSource.RevocationList, ThisUpdate: _list!.ThisUpdate, NextUpdate: _list.NextUpdate)
            : new(origin, RevocationStatus.Unknown, Detail: _note);
    }
}
