namespace Chancery.Simulators.Apple;

/// <summary>
/// What a device says when it cannot do a thing: one link of the <c>ErrorChain</c> of Apple's MDM protocol. Devices fail in Apple's
/// vocabulary, not in ours, so these are no codes of our catalogue.
/// </summary>
/// <param name="Domain">The error domain, e.g. <c>MCProfileErrorDomain</c>.</param>
/// <param name="Code">The code within the domain.</param>
/// <param name="Description">What happened, in English; never a secret.</param>
/// <param name="Cause">The error underneath: the next link of the chain.</param>
public sealed record DeviceError(string Domain, int Code, string Description, DeviceError? Cause = null)
{
    /// <summary>The links of the chain, outermost first.</summary>
    public IEnumerable<DeviceError> Chain
    {
        get
        {
            for (var link = this; link is not null; link = link.Cause)
            {
                yield return link;
            }
        }
    }

    /// <summary>Whether a link of the chain has this domain and code.</summary>
    /// <param name="domain">The error domain.</param>
    /// <param name="code">The code within the domain.</param>
    public bool Has(string domain, int code) => Chain.Any(link => link.Domain == domain && link.Code == code);

    /// <inheritdoc/>
    public override string ToString() => string.Join(" < ", Chain.Select(link => $"{link.Domain} {link.Code}: {link.Description}"));
}
