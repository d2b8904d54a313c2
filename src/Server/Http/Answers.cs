using Chancery.Domain;
using Microsoft.AspNetCore.Http;

namespace Chancery.Server.Http;

/// <summary>Answers with their length (some devices read no chunked bodies).</summary>
internal static class Answers
{
    /// <summary>A failure of the catalogue.</summary>
    internal static IResult Fail(Error error) => new Failure(error);

    /// <summary>A failure of the catalogue.</summary>
    internal static IResult Fail(string code, string? target = null, string? detail = null) => new Failure(new Error(code, target, detail));

    /// <summary>Bytes of a type.</summary>
    internal static IResult Bytes(byte[] bytes, string contentType) => Results.Bytes(bytes, contentType);

    /// <summary>200 without a body: to a device, "nothing more to do".</summary>
    internal static IResult Empty() => Bytes([], "application/xml");
}
