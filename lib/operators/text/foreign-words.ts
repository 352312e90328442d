/** Small words of languages in Latin letters other than English, some of which English has as well. */
export const FOREIGN_WORDS: readonly string[] =
  'der die und das ist nicht ein eine mit für auf den dem von zu sich auch werden wird ich wir sie er les des est une dans pour que qui sur pas avec sont nous vous il elle ce cette el los las una por para con como pero más del está ser y en la de un o os uma não em ao mais foi di che per sono gli nel della questo è lo het een van niet op te dat zijn voor och att det som är på inte av jeg ikke til og nie się na jest w z do to że ve bir bu için ile da yang dan untuk dengan ini itu của và là không các có người se si cu este sunt în az és hogy nem ja että on ei'.split(
    ' ',
  );
