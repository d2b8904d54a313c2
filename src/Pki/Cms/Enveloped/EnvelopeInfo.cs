using System.Collections.Immutable;

namespace Chancery.Pki;

/// <summary>An envelope as told from the outside, without any key.</summary>
/// <param name="Authenticated">Whether it is an AuthEnvelopedData (RFC 5083). An EnvelopedData's content may have been altered by anybody.</param>
/// <param name="ContentEncryption">The cipher of the content.</param>
/// <param name="Recipients">Whom it is for, in the message's order.</param>
/// <param name="ContentType">The object identifier of the content's type; id-data in mail.</param>
public sealed record EnvelopeInfo(bool Authenticated, AlgorithmInfo ContentEncryption, ImmutableArray<RecipientInfo> Recipients, string ContentType);
