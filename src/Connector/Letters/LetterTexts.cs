namespace Chancery.Connector.Letters;

/// <summary>What the connector's letters and profiles say, in one language. {0} the organisation, {1} the person, {2} the device, {3} the last day.</summary>
internal sealed record LetterTexts(
    string Subject, string Body, string NoticeSubject, string NoticeBody, string ProfileName, string ProfileDescription,
    string IPhone, string Mac, string DateFormat)
{
    private static readonly LetterTexts English = new(
        "{0}: set up secure mail on your {2}",
        """
        Hello {1},

        The attached profile sets up secure mail of {0} on one {2}. Open this letter on that device, then open the attachment and follow what
        it says. The profile works once, on one device, until {3}.

        Nobody else needs this letter: do not forward it. If you did not expect it, tell the people who look after your devices.
        """,
        "{0}: a device is being set up for your mail",
        """
        Hello {1},

        A link was made that sets up secure mail of {0}, in your name, on one {2}. It works once, until {3}.

        If it was not you who asked for it, or somebody with you, tell the people who look after your devices at once.
        """,
        "{0} secure mail",
        "Lets your organisation deliver your mail certificates to this device.",
        "iPhone or iPad",
        "Mac",
        "d MMMM yyyy");

    private static readonly LetterTexts French = new(
        "{0} : configurez la messagerie sécurisée sur votre {2}",
        """
        Bonjour {1},

        Le profil joint configure la messagerie sécurisée de {0} sur un {2}. Ouvrez ce courriel sur cet appareil, puis ouvrez la pièce
        jointe et suivez les indications. Le profil sert une seule fois, sur un seul appareil, jusqu’au {3}.

        Personne d’autre n’a besoin de ce courriel : ne le transférez pas. Si vous ne l’attendiez pas, prévenez les personnes qui
        s’occupent de vos appareils.
        """,
        "{0} : un appareil est en cours de configuration pour votre messagerie",
        """
        Bonjour {1},

        Un lien a été créé, à votre nom, pour configurer la messagerie sécurisée de {0} sur un {2}. Il sert une seule fois, jusqu’au {3}.

        Si ce n’est pas vous qui l’avez demandé, ou quelqu’un avec vous, prévenez aussitôt les personnes qui s’occupent de vos appareils.
        """,
        "Messagerie sécurisée {0}",
        "Permet à votre organisation de remettre vos certificats de messagerie à cet appareil.",
        "iPhone ou iPad",
        "Mac",
        "d MMMM yyyy");

    internal static LetterTexts In(string language) => language.StartsWith("fr", StringComparison.OrdinalIgnoreCase) ? French : English;
}
